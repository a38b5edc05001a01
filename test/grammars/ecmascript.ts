// SYNTAX TEST "source.ts" "test doubles, patches and directives in TypeScript"

const send = vi.fn<() => void>()
//           ^^^^^ support.function.double.demock.ecmascript
const stub = sinon.stub()
//           ^^^^^^^^^^ support.function.double.demock.ecmascript
vi.mock('ws')
// <------- support.function.patch.demock.ecmascript
jest.spyOn(console, 'warn')
// <---------- support.function.patch.demock.ecmascript
vi.useFakeTimers()
// <---------------- support.function.timer.demock.ecmascript
const locale = vi.name
//             ^^ - support.function.double.demock.ecmascript
const text = 'vi.fn()'
//            ^^^^^ - support.function.double.demock.ecmascript
const other = navi.fn()
//            ^^^^^^^ - support.function.double.demock.ecmascript
// demock: allow(http, auth) - sandbox closed on Sundays
// ^^^^^^ keyword.other.directive.demock
//         ^^^^^ keyword.control.allow.demock
//               ^^^^ constant.other.service.demock
//                     ^^^^ constant.other.service.demock
//                              ^^^^^^^^^^^^^^^^^^^^^^^^^ string.unquoted.reason.demock
