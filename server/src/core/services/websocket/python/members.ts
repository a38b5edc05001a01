/** What a test double has besides the members of what it stands for. */

const CHECKS = [
  'assert_called', 'assert_called_once', 'assert_called_with', 'assert_called_once_with', 'assert_any_call', 'assert_has_calls', 'assert_not_called',
  'assert_awaited', 'assert_awaited_once', 'assert_awaited_with', 'assert_awaited_once_with', 'assert_any_await', 'assert_has_awaits', 'assert_not_awaited',
]

const RECORDS = [
  'called', 'call_count', 'call_args', 'call_args_list', 'await_count', 'await_args', 'await_args_list', 'mock_calls', 'method_calls',
]

/** Members by which a double tells how it was called. */
export const VERIFICATIONS: ReadonlySet<string> = new Set([...CHECKS, ...RECORDS])

/** Members that only a double has. */
export const DOUBLE_ONLY: ReadonlySet<string> = new Set([
  ...VERIFICATIONS, 'return_value', 'side_effect', 'reset_mock', 'configure_mock', 'attach_mock', 'mock_add_spec', 'assert_has_calls',
])

/** `assert_awaited…` says of an AsyncMock what `assert_called…` says of a mock. */
export function sameAsCalled(name: string): string {
  return name.replace('awaited', 'called').replace('any_await', 'any_call').replace('has_awaits', 'has_calls').replace(/^await_/, 'call_')
}
