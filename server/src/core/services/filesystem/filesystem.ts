import type { Service } from '../service.ts'

export const filesystem: Service = {
  id: 'filesystem',
  title: 'File system',
  real: 'a real temporary folder',
  evidence: {
    python: {
      modules: [
        'os', 'os.path', 'pathlib', 'shutil', 'tempfile', 'builtins.open', 'aiofiles', 'fileinput', 'zipfile', 'open', 'os.remove', 'os.unlink',
        'os.makedirs', 'os.mkdir', 'os.listdir', 'os.stat', 'os.walk', 'os.rename', 'os.scandir', 'os.getcwd', 'io', 'glob', 'tarfile', 'gzip', 'bz2', 'lzma',
        'fcntl', 'filelock', 'portalocker', 'watchfiles', 'atomicwrites', 'appdirs', 'platformdirs', 'send2trash', 'py7zr', 'rarfile', 'linecache', 'filecmp',
        'mmap', 'shelve', 'ftplib', 'pysftp', 'smbclient', 'pyinotify', 'watchdog.observers', 'watchdog.events',
      ],
      names: [
        'PurePath', 'read_text', 'write_text', 'mkstemp', 'mkdtemp', 'NamedTemporaryFile', 'TemporaryDirectory', 'TemporaryFile', 'SpooledTemporaryFile',
        'gettempdir', 'rmtree', 'copytree', 'copyfile', 'makedirs', 'listdir', 'scandir', 'ZipFile', 'TarFile', 'expanduser', 'user_cache_dir',
        'user_config_dir', 'user_data_dir',
      ],
      members: ['is_file', 'is_dir', 'read_text', 'write_text', 'iterdir', 'rglob', 'rmtree', 'copyfile', 'makedirs', 'listdir', 'scandir'],
      weakMembers: ['open', 'read', 'write', 'close', 'stat', 'remove', 'exists', 'mkdir', 'unlink'],
      words: ['filesystem', 'readfile', 'writefile', 'tempdir', 'temporarydirectory'],
      heads: ['fs', 'file', 'path'],
      hints: [],
    },
    ecmascript: {
      modules: [
        'fs', 'fs/promises', 'node:fs', 'node:fs/promises', 'fs-extra', 'graceful-fs', 'fast-glob', 'rimraf', 'chokidar', 'glob', 'globby', 'tinyglobby',
        'tempy', 'tmp', 'tmp-promise', 'make-dir', 'mkdirp', 'cpy', 'write-file-atomic', 'load-json-file', 'write-json-file', 'jsonfile', 'find-up', 'pkg-up',
        'pkg-dir', 'read-pkg', 'read-pkg-up', 'cosmiconfig', 'lilconfig', 'configstore', 'memfs', 'tar', 'tar-fs', 'tar-stream', 'archiver', 'adm-zip',
        'unzipper', 'yauzl', 'jszip', 'extract-zip', '@actions/io', '@actions/glob', '@parcel/watcher', 'proper-lockfile', 'fs-jetpack', 'trash',
        'find-cache-dir', 'expo-file-system', 'react-native-fs', 'ssh2-sftp-client', '@zkochan/rimraf', 'unstorage',
      ],
      names: ['Dirent', 'FSWatcher', 'readFileSync', 'writeFileSync', 'existsSync', 'readFile', 'writeFile'],
      members: ['readFileSync', 'writeFileSync', 'existsSync', 'mkdirSync', 'readdir', 'createReadStream', 'createWriteStream', 'rmSync', 'statSync'],
      weakMembers: ['read', 'write', 'open', 'close', 'access'],
      words: ['filesystem', 'readfile', 'writefile'],
      heads: ['fs', 'file'],
      hints: [],
    },
  },
  rewrites: {},
}
