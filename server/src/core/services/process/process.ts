import type { Service } from '../service.ts'

export const process: Service = {
  id: 'process',
  title: 'Process',
  real: 'the real program, or a tiny real script',
  evidence: {
    python: {
      modules: [
        'subprocess', 'asyncio.subprocess', 'multiprocessing', 'os.system', 'pexpect', 'plumbum', 'psutil', 'shutil.which', 'docker', 'paramiko', 'fabric',
        'signal', 'os.kill', 'os.getpid', 'os.fork', 'os._exit', 'sys.exit', 'sys.argv', 'signal.signal', 'python_on_whales', 'aiodocker', 'billiard', 'git',
        'pygit2', 'os.getuid', 'os.geteuid', 'os.getgid', 'os.getegid', 'os.setuid', 'os.setgid', 'os.setsid', 'os.setpgid', 'os.getpgid', 'os.setpgrp',
        'os.initgroups', 'os.getppid', 'os.wait', 'os.waitpid', 'os.wait3', 'os.wait4', 'os.waitstatus_to_exitcode', 'os.WIFEXITED', 'os.WEXITSTATUS',
        'os.execv', 'os.execve', 'os.execvp', 'os.execvpe', 'os.execl', 'os.execle', 'os.execlp', 'os.execlpe', 'os.spawnl', 'os.spawnv', 'os.spawnve',
        'os.spawnvp', 'os.posix_spawn', 'os.posix_spawnp', 'os.popen', 'os.killpg', 'os.abort', 'os.nice', 'os.forkpty', 'os.cpu_count',
        'os.process_cpu_count', 'os.sched_getaffinity', 'os.sched_setaffinity', 'os.startfile', 'os.getpriority', 'os.setpriority', 'os.times',
        'os.getloadavg', 'os.WNOHANG', 'os.pidfd_open', 'sys.executable', 'sys.prefix', 'sys.base_prefix', 'sys.exec_prefix', 'sys.real_prefix', 'sys.stdin',
        'sys.path', 'sys.orig_argv', 'sys._getframe', 'asyncio.create_subprocess_exec', 'asyncio.create_subprocess_shell', 'asyncssh', 'netmiko',
        'ptyprocess', 'pty', 'podman', 'libvirt', 'pylxd', 'ansible_runner', 'concurrent.futures.ProcessPoolExecutor', 'joblib', 'loky', 'atexit',
        'setproctitle', 'dulwich', 'hglib', 'anyio.run_process', 'anyio.open_process', 'trio.run_process', 'runpy', 'testinfra', 'nornir', 'dockerfile_parse',
        'shellingham', 'resource.getrlimit', 'resource.setrlimit', 'resource.getrusage', 'daemon.DaemonContext',
      ],
      names: [
        'Popen', 'CompletedProcess', 'CalledProcessError', 'TimeoutExpired', 'create_subprocess_exec', 'create_subprocess_shell', 'check_output',
        'check_call', 'open_process', 'run_process', 'start_process', 'which', 'ProcessPoolExecutor', 'getpid', 'getppid', 'getuid', 'geteuid', 'getgid',
        'cpu_count', 'sched_getaffinity', 'execvp', 'execvpe', 'execv', 'run_command', 'run_cmd', 'run_shell_command', 'run_subprocess', 'subprocess_run',
        'exec_command',
      ],
      members: ['check_output', 'check_call', 'communicate', 'returncode', 'Popen', 'create_subprocess_exec', 'create_subprocess_shell', 'send_signal'],
      weakMembers: ['run', 'call', 'wait', 'poll', 'stdout', 'stderr', 'pid', 'start', 'kill', 'terminate'],
      words: ['popen', 'subprocess', 'dockerclient', 'docker'],
      heads: ['shell', 'process', 'proc', 'subprocess'],
      hints: ['container', 'client'],
    },
    ecmascript: {
      modules: [
        'child_process', 'node:child_process', 'execa', 'cross-spawn', 'shelljs', 'zx', 'worker_threads', 'node:worker_threads', 'dockerode', 'ssh2',
        'process', 'node:process', 'cluster', 'node:cluster', 'node-pty', 'tinyexec', 'simple-git', '@expo/spawn-async', 'which', 'npm-run-path',
        '@actions/exec', 'signal-exit', 'ps-tree', 'tree-kill', 'pidusage', 'systeminformation', 'node-ssh', 'isomorphic-git', 'nodegit', '@npmcli/git',
        '@npmcli/run-script', 'nypm', 'piscina', 'workerpool', 'jest-worker', 'find-process', 'ps-list', 'fkill', 'testcontainers',
        'package-manager-detector', '@manypkg/get-packages',
      ],
      names: ['ChildProcess'],
      members: ['execFile', 'execSync', 'spawnSync'],
      weakMembers: ['kill', 'on', 'stdout', 'stderr', 'pid', 'send', 'exec', 'spawn', 'fork', 'exitCode', 'stdio', 'terminate'],
      words: ['childprocess', 'execa', 'subprocess', 'docker'],
      heads: ['shell', 'spawn', 'exec', 'proc'],
      hints: ['container', 'client'],
    },
  },
  rewrites: {},
}
