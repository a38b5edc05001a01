import type { Service } from '../service.ts'

export const process: Service = {
  id: 'process',
  title: 'Process',
  real: 'the real program, or a tiny real script',
  evidence: {
    python: {
      modules: [
        'subprocess', 'asyncio.subprocess', 'multiprocessing', 'os.system', 'pexpect', 'plumbum', 'psutil', 'shutil.which', 'docker', 'paramiko',
        'fabric', 'signal', 'os.kill', 'os.getpid', 'os.fork', 'os._exit', 'sys.exit', 'sys.argv', 'signal.signal', 'python_on_whales', 'aiodocker', 'billiard',
        'git', 'pygit2',
      ],
      names: [
        'Popen', 'CompletedProcess', 'CalledProcessError', 'TimeoutExpired', 'create_subprocess_exec', 'create_subprocess_shell', 'check_output',
        'check_call', 'open_process', 'run_process', 'start_process', 'which',
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
        'process', 'node:process', 'cluster', 'node:cluster', 'node-pty', 'tinyexec', 'simple-git', '@expo/spawn-async',
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
