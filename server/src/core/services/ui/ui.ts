import type { Service } from '../service.ts'

export const ui: Service = {
  id: 'ui',
  title: 'User interface',
  real: 'the real component in a real browser or host',
  evidence: {
    python: {
      modules: [
        'tkinter', 'PyQt5', 'PyQt6', 'PySide2', 'PySide6', 'wx', 'curses', 'rich', 'prompt_toolkit', 'click', 'builtins.input', 'builtins.print', 'getpass',
        'webbrowser', 'streamlit', 'kivy', 'questionary', 'inquirer', 'InquirerPy', 'PyInquirer', 'typer', 'textual', 'blessed', 'colorama', 'tqdm',
        'alive_progress', 'halo', 'yaspin', 'termios', 'tty', 'gi', 'pyautogui', 'pynput', 'selenium', 'playwright', 'pyppeteer', 'pyperclip', 'plyer',
        'pystray', 'ipywidgets', 'IPython.display', 'gradio', 'nicegui', 'pygame', 'shutil.get_terminal_size', 'os.get_terminal_size', 'getpass.getpass',
        'webbrowser.open', 'webbrowser.open_new', 'webbrowser.open_new_tab', 'asciimatics', 'urwid', 'simple_term_menu', 'readline.parse_and_bind',
        'readline.set_completer', 'readline.get_line_buffer',
      ],
      names: ['Confirm', 'get_terminal_size', 'isatty', 'webbrowser'],
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
        'navigator', 'location', 'history', 'inquirer', 'prompts', 'react-i18next', '@radix-ui', '@mui', 'framer-motion', 'monaco-editor', 'codemirror',
        'ink', 'sonner', 'react-hot-toast', 'react-toastify', '@xterm/xterm', 'xterm', 'antd', '@chakra-ui', 'lucide-react', '@tanstack/react-router',
        'notistack', 'next-themes', 'recharts', '@headlessui', 'solid-js', 'preact', '@angular/core', 'enquirer', '@inquirer', '@inquirer/prompts',
        '@clack/prompts', 'ora', 'listr', 'listr2', 'cli-progress', 'log-update', 'readline', 'node:readline', 'tty', 'node:tty', 'clipboardy', 'jsdom',
        '@remix-run/react', 'gatsby', '@mantine', '@emotion', 'styled-components', 'react-hook-form', 'expo-router', '@react-navigation', 'i18next',
        'next-intl', 'vue-i18n', 'pixi.js', 'leaflet', 'mapbox-gl', 'maplibre-gl', 'chart.js', 'echarts', 'puppeteer', 'puppeteer-core', 'playwright',
        'playwright-core', 'webdriverio', 'selenium-webdriver', '@storybook', '@ionic', '@fluentui', 'element-plus', 'vuetify', 'naive-ui', 'quasar',
        '@vueuse/core', 'primereact', '@floating-ui', '@dnd-kit', 'react-dnd', 'swiper', '@tiptap', 'quill', 'prosemirror-view', 'lexical', '@lexical',
        'slate',
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
