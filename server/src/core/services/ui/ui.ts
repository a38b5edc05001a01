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
      names: ['Confirm'],
      members: [],
      weakMembers: [],
      words: ['tkinter', 'widget'],
      heads: ['prompt', 'window', 'console', 'screen', 'terminal'],
      hints: [],
    },
    ecmascript: {
      modules: [
        'vscode', 'react', 'react-dom', 'react-native', 'vue', 'svelte', 'next/router', 'next/navigation', 'next/link', 'next/image', 'react-router',
        'react-router-dom', 'vue-router', '@angular/router', '@testing-library', 'electron', 'document', 'window', 'localStorage', 'sessionStorage',
        'navigator', 'location', 'history', 'inquirer', 'prompts', 'react-i18next', '@radix-ui', '@mui', 'framer-motion', 'monaco-editor',
        'codemirror', 'ink', 'sonner', 'react-hot-toast', 'react-toastify', '@xterm/xterm', 'xterm', 'antd', '@chakra-ui', 'lucide-react',
        '@tanstack/react-router', 'notistack', 'next-themes', 'recharts', '@headlessui', 'solid-js', 'preact', '@angular/core',
      ],
      names: [
        'ResizeObserver', 'IntersectionObserver', 'MutationObserver', 'matchMedia', 'localStorage', 'sessionStorage', 'ExtensionContext', 'OutputChannel',
        'StatusBarItem', 'WebviewPanel', 'useRouter', 'useNavigate', 'usePathname', 'useSearchParams', 'HTMLElement', 'HTMLCanvasElement', 'Element',
        'alert', 'confirm', 'prompt', 'innerWidth', 'innerHeight', 'devicePixelRatio', 'scrollTo', 'getComputedStyle',
      ],
      members: [
        'showInformationMessage', 'showErrorMessage', 'showWarningMessage', 'showQuickPick', 'showInputBox', 'createStatusBarItem', 'registerCommand',
        'executeCommand', 'createWebviewPanel', 'useNavigate', 'useRouter', 'pushState', 'getBoundingClientRect', 'matchMedia', 'querySelector',
        'appendChild', 'createElement', 'onchange',
      ],
      weakMembers: ['focus', 'render', 'matches', 'media', 'removeListener', 'dispatchEvent', 'addEventListener', 'removeEventListener'],
      words: ['vscode', 'statusbar', 'webview', 'textarea', 'dom', 'navigate'],
      heads: [
        'router', 'navigation', 'document', 'window', 'component', 'element', 'toast', 'modal', 'dialog', 'screen', 'terminal', 'canvas',
      ],
      hints: [],
    },
  },
  rewrites: {},
}
