import type { Service } from '../service.ts'

export const environment: Service = {
  id: 'environment',
  title: 'Environment',
  real: 'a setting handed in as a parameter',
  evidence: {
    python: {
      modules: [
        'os.environ', 'os.getenv', 'os.putenv', 'dotenv', 'decouple', 'pydantic_settings', 'platform', 'platform.system', 'platform.machine',
        'platform.release', 'platform.platform', 'platform.uname', 'platform.node', 'platform.version', 'platform.python_version',
        'platform.python_version_tuple', 'platform.python_implementation', 'platform.architecture', 'platform.processor', 'platform.mac_ver',
        'platform.win32_ver', 'platform.freedesktop_os_release', 'platform.libc_ver', 'platform.linux_distribution', 'platform.dist', 'sys.platform',
        'sys.version', 'sys.version_info', 'sys.hexversion', 'sys.implementation', 'sys.maxsize', 'sys.byteorder', 'sys.getfilesystemencoding',
        'sys.getfilesystemencodeerrors', 'sys.getdefaultencoding', 'sys.getwindowsversion', 'sys.flags', 'sys.api_version', 'os.name', 'os.uname',
        'os.getlogin', 'os.environb', 'os.unsetenv', 'os.getenvb', 'os.sysconf', 'os.path.expandvars', 'socket.gethostname', 'socket.getfqdn',
        'getpass.getuser', 'pwd', 'grp', 'winreg', '_winreg', 'cpuinfo', 'environs', 'envparse', 'dynaconf', 'starlette.config', 'django.conf',
        'locale.getlocale', 'locale.setlocale', 'locale.getdefaultlocale', 'locale.getpreferredencoding', 'locale.getencoding', 'distro.id', 'distro.name',
        'distro.version', 'distro.linux_distribution', 'distro.like', 'distro.info', 'sysconfig.get_platform', 'sysconfig.get_path', 'sysconfig.get_paths',
        'sysconfig.get_config_var', 'sysconfig.get_config_vars',
      ],
      names: [
        'Settings', 'environ', 'getenv', 'gethostname', 'getfqdn', 'getuser', 'getlogin', 'python_version', 'version_info', 'expandvars', 'putenv',
        'unsetenv',
      ],
      members: [],
      weakMembers: [],
      words: ['environ', 'dotenv'],
      heads: ['env', 'settings'],
      hints: [],
    },
    ecmascript: {
      modules: [
        'process.env', 'dotenv', 'import.meta.env', 'os', 'node:os', 'ci-info', 'is-ci', 'std-env', 'env-paths', '@nestjs/config', 'env-var', 'envalid',
        'dotenv-expand', 'nconf', 'convict', 'is-wsl', 'is-docker', 'is-interactive', 'env-ci', '@t3-oss/env-nextjs', '@t3-oss/env-core',
      ],
      names: [],
      members: [],
      weakMembers: [],
      words: ['dotenv'],
      heads: ['env'],
      hints: [],
    },
  },
  rewrites: {},
}
