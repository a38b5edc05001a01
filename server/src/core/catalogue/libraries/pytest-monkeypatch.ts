import type { Library, Refinement } from '../library.ts'

const environment: Refinement = { argument: { position: 0, paths: ['os.environ', 'environ', '*.os.environ'] }, kind: 'env', service: 'environment' }

/** pytest's own patching fixture. Source: pytest 9, _pytest/monkeypatch.py. */
export const pytestMonkeypatch: Library = {
  id: 'pytest-monkeypatch',
  title: 'pytest monkeypatch',
  documentation: 'https://docs.pytest.org/en/stable/how-to/monkeypatch.html',
  languages: ['python'],
  modules: ['pytest', '_pytest.monkeypatch'],
  partial: true,
  name: 'pytest',
  exports: {
    MonkeyPatch: { returns: 'monkeypatch', members: { context: { returns: 'monkeypatch' } } },
  },
  objects: {
    monkeypatch: {
      members: {
        setattr: { kind: 'patch', replaces: 'member' },
        delattr: { kind: 'patch', replaces: 'member' },
        setitem: { kind: 'patch', replaces: 'dictionary', refinements: [environment] },
        delitem: { kind: 'patch', replaces: 'dictionary', refinements: [environment] },
        setenv: { kind: 'env', service: 'environment', replaces: 'variable' },
        delenv: { kind: 'env', service: 'environment', replaces: 'variable' },
        context: { returns: 'monkeypatch' },
      },
    },
  },
  fixtures: {
    monkeypatch: { is: 'monkeypatch' },
    monkeysession: { is: 'monkeypatch' },
    monkeymodule: { is: 'monkeypatch' },
    monkeypatch_session: { is: 'monkeypatch' },
    monkeypatch_module: { is: 'monkeypatch' },
    session_monkeypatch: { is: 'monkeypatch' },
    module_monkeypatch: { is: 'monkeypatch' },
  },
  configuration: ['undo'],
  verification: [],
  triggers: ['monkey'],
}
