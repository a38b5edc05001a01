import type { Service } from '../service.ts'

export const ui: Service = {
  id: 'ui',
  title: 'User interface',
  real: 'the real component in a real browser or host',
  evidence: {
    python: {
      modules: [
        'tkinter', 'PyQt5', 'PyQt6', 'PySide2', 'PySide6', 'wx', 'curses', 'rich', 'prompt_toolkit', 'click', 'builtins.input', 'builtins.print', 'getpass',
        'webbrowser', 'streamlit', 'kivy',
      ],
      names: [],
      members: [],
      weakMembers: [],
      words: ['prompt', 'widget', 'window', 'console'],
    },
    ecmascript: {
      modules: [
        'vscode', 'react', 'react-dom', 'react-native', 'vue', 'svelte', 'next/router', 'next/navigation', 'next/link', 'next/image', 'react-router',
        'react-router-dom', 'vue-router', '@angular/router', '@testing-library', 'electron', 'document', 'window', 'localStorage', 'sessionStorage',
        'navigator', 'location', 'history', 'inquirer', 'prompts', 'react-i18next', '@radix-ui', '@mui', 'framer-motion', 'monaco-editor', 'codemirror',
        'ink',
      ],
      names: [
        'ResizeObserver', 'IntersectionObserver', 'MutationObserver', 'matchMedia', 'localStorage', 'sessionStorage', 'ExtensionContext', 'OutputChannel',
        'StatusBarItem', 'WebviewPanel', 'useRouter', 'useNavigate', 'usePathname', 'useSearchParams', 'HTMLElement', 'HTMLCanvasElement', 'Element',
        'alert', 'confirm', 'scrollTo', 'getComputedStyle',
      ],
      members: [
        'showInformationMessage', 'showErrorMessage', 'showWarningMessage', 'showQuickPick', 'showInputBox', 'createStatusBarItem', 'registerCommand',
        'executeCommand', 'createWebviewPanel', 'useNavigate', 'useRouter', 'pushState', 'getBoundingClientRect', 'matchMedia', 'querySelector',
        'appendChild', 'createElement',
      ],
      weakMembers: ['push', 'replace', 'back', 'refresh', 'focus', 'click', 'render'],
      words: [
        'router', 'navigate', 'navigation', 'document', 'window', 'component', 'vscode', 'statusbar', 'webview', 'textarea', 'dom', 'element', 'toast',
        'modal', 'theme',
      ],
    },
  },
  rewrites: {},
}
