import type { Api, Library } from '../library.ts'

const filesystem: Api = { kind: 'fake', service: 'filesystem' }
const known = /^(?:create_(?:file|dir|symlink|link)|add_(?:real_\w+|mount_point|package_metadata|path_\w+)|pause|resume|set_disk_usage|makedir|is_windows_fs|is_case_sensitive)$/

/** A file system in memory. Source: pyfakefs 6.3, fake_filesystem_unittest.py, pytest_plugin.py. */
export const pyfakefs: Library = {
  id: 'pyfakefs',
  title: 'pyfakefs',
  documentation: 'https://pytest-pyfakefs.readthedocs.io/en/latest/usage.html',
  languages: ['python'],
  modules: ['pyfakefs', 'pyfakefs.fake_filesystem_unittest', 'pyfakefs.fake_filesystem'],
  name: 'pyfakefs',
  exports: {
    Patcher: { ...filesystem, returns: 'patcher' },
    patchfs: { ...filesystem, bare: true, injects: { as: 'argument' } },
    Pause: {},
    FakeFilesystem: { ...filesystem, returns: 'filesystem' },
    FakePathlibModule: filesystem,
    FakeFileOpen: filesystem,
    TestCase: { returns: 'TestCase' },
    TestCaseMixin: { returns: 'TestCase' },
  },
  objects: {
    TestCase: { members: { setUpPyfakefs: filesystem, setUpClassPyfakefs: filesystem } },
    patcher: {},
    filesystem: {},
  },
  fixtures: {
    fs: { ...filesystem, known },
    fs_class: { ...filesystem, known },
    fs_module: { ...filesystem, known },
    fs_session: { ...filesystem, known },
  },
  configuration: ['create_file', 'create_dir', 'create_symlink', 'add_real_file', 'add_real_directory', 'add_real_paths', 'set_disk_usage', 'pause', 'resume'],
  verification: [],
  triggers: ['pyfakefs', '\\bfs(?:_class|_module|_session)?\\.(?:create|add_real|pause|resume|set_disk)'],
}
