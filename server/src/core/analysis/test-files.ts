import picomatch from 'picomatch'
import type { LanguageId } from '../model/facts.ts'
import type { Settings } from '../model/settings.ts'

/** Folders that hold tests and what supports them. Source: the default patterns of pytest, unittest, jest, vitest, mocha, node:test and playwright. */
const TEST_FOLDER = /(?:^|\/)(?:tests?|testing|__tests__|__mocks__|specs?|e2e|e2e-tests|integration|test-utils|[\w-]+[-_]tests?|t)\//
const PYTHON_TEST = /(?:^|\/)(?:test_[^/]*|[^/]*_tests?|tests?|conftest)\.pyi?$/
const PYTHON_SUPPORT = /(?:^|\/)(?:tests?|testing)\/(?:[^/]+\/)*(?:(?:helpers?|support|mocks?|fakes?|stubs?|doubles)\/(?:[^/]+\/)*[^/]*|__init__|[^/]*(?:fixture|helper|mock|fake|stub|factor|util|support|dummy|common|base|spy)[^/]*)\.py$/
const ECMASCRIPT_TEST = /(?:^|[./_-])(?:test|spec|tests|cy|e2e|test-d|bench)\.[cm]?[jt]sx?$/
const ECMASCRIPT_SUPPORT = new RegExp([
  '(?:^|/)(?:__tests__|__mocks__)/',
  '(?:^|/)(?:jest|vitest|test|tests|mocha)[.-]?(?:setup|helpers?|utils|mocks)[^/]*\\.[cm]?[jt]sx?$',
  '(?:^|/)(?:setupTests|setup-tests|test-[^/]+)\\.[cm]?[jt]sx?$',
  '(?:^|/)(?:tests?|specs?|e2e)/(?:[^/]+/)*[^/]*(?:mock|fake|stub|fixture|helper|util|support|setup|spy|dummy)[^/]*\\.[cm]?[jt]sx?$',
  '(?:^|/)(?:tests?|specs?|e2e)/(?:[^/]+/)*(?:helpers?|support|mocks?|fakes?|stubs?|doubles|setup)/(?:[^/]+/)*[^/]+\\.[cm]?[jt]sx?$',
  '\\.(?:mock|mocks|stub|fake)\\.[cm]?[jt]sx?$',
].join('|'), 'i')
const PYTHON_RUNNERS = /^[ \t]*(?:from|import)[ \t]+(?:unittest|pytest|mock|asynctest|pytest_mock|twisted\.trial|testtools|nose|django\.test)\b|^(?:async[ \t]+)?def[ \t]+test/m
const ECMASCRIPT_RUNNERS = /(?:from|require\()\s*['"](?:vitest|@jest\/globals|node:test|test|mocha|chai|sinon|@playwright\/test|jest-mock|ava|tap|uvu|tape|qunit|bun:test|(?:node:)?assert(?:\/strict)?)['"]|\b(?:jest|vi)\.(?:fn|mock|spyOn)\b|\b(?:describe|it|test|suite)\s*\(\s*['"`]/
const EXCLUDED = /(?:^|\/)(?:node_modules|site-packages|\.venv|venv|dist|build|__snapshots__|__testfixtures__)\/|\.min\.[cm]?js$|\.d\.[cm]?ts$/

const matchers = new WeakMap<Settings, (path: string) => boolean>()

/** Whether the path alone leaves it open that a file is test code; false means that isTestPath is false for any text. */
export function mayBeTestPath(path: string, language: LanguageId, settings: Settings): boolean {
  if (included(path, settings)) return true
  return !EXCLUDED.test(path) && (TEST_FOLDER.test(path) || isTestByName(path, language))
}

/** Whether a file is test code: a runner's file name, a support file, a file of a test folder that uses a runner, or one that `include` names. */
export function isTestPath(path: string, text: string, language: LanguageId, settings: Settings): boolean {
  if (included(path, settings)) return true
  if (EXCLUDED.test(path)) return false
  return isTestByName(path, language) || (TEST_FOLDER.test(path) && (language === 'python' ? PYTHON_RUNNERS : ECMASCRIPT_RUNNERS).test(text))
}

function isTestByName(path: string, language: LanguageId): boolean {
  return language === 'python' ? PYTHON_TEST.test(path) || PYTHON_SUPPORT.test(path) : ECMASCRIPT_TEST.test(path) || ECMASCRIPT_SUPPORT.test(path)
}

function included(path: string, settings: Settings): boolean {
  if (settings.include.length === 0) return false
  let matches = matchers.get(settings)
  if (!matches) {
    matches = picomatch([...settings.include], { dot: true })
    matchers.set(settings, matches)
  }
  return matches(path)
}
