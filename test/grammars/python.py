# SYNTAX TEST "source.python" "test doubles, patches and directives in Python"

ws = AsyncMock(spec=WebSocket)
#    ^^^^^^^^^ support.class.double.demock.python
#             ^^^^ - support.class.double.demock.python
m = mock.MagicMock()
#   ^^^^^^^^^^^^^^ support.class.double.demock.python
p = patch("app.manager")
#   ^^^^^ support.function.patch.demock.python
q = mocker.patch.object(app, "send")
#   ^^^^^^^^^^^^^^^^^^^ support.function.patch.demock.python
monkeypatch.setattr(app, "send", None)
# <------------------- support.function.patch.demock.python
response = client.patch("/users/1")
#                 ^^^^^ - support.function.patch.demock.python
text = "AsyncMock()"
#       ^^^^^^^^^ - support.class.double.demock.python


@patch("app.manager")
# <- - entity.name.function.decorator.patch.demock.python
#^^^^^ entity.name.function.decorator.patch.demock.python
def test_a(manager): ...


class TestB:
    @mock.patch.object(app, "send")
#    ^^^^^^^^^^^^^^^^^ entity.name.function.decorator.patch.demock.python
    def test_b(self, send): ...


a = Mock()  # demock: allow(websocket) – the vendor has no sandbox until 2027-01-31
#   ^^^^ support.class.double.demock.python
#             ^^^^^^ keyword.other.directive.demock
#                     ^^^^^ keyword.control.allow.demock
#                           ^^^^^^^^^ constant.other.service.demock
#                                        ^^^^^^^^^^^^^^^^^^^^^^^^^ string.unquoted.reason.demock
#                                                                  ^^^^^ keyword.control.until.demock
#                                                                        ^^^^^^^^^^ constant.other.date.demock
# demock: allow-file(spy, until 2027-01-31): the vendor has no sandbox
# ^^^^^^ keyword.other.directive.demock
#         ^^^^^^^^^^ keyword.control.allow.demock
#                    ^^^ constant.other.service.demock
#                         ^^^^^ keyword.control.until.demock
#                               ^^^^^^^^^^ constant.other.date.demock
#                                             ^^^^^^^^^^^^^^^^^^^^^^^^^ string.unquoted.reason.demock
# demock: allow - no sandbox
#         ^^^^^ keyword.control.allow.demock
#                 ^^^^^^^^^^ string.unquoted.reason.demock
b = 1  # demock: finish - which message does the handler read?
#        ^^^^^^ keyword.other.directive.demock
#                ^^^^^^ keyword.control.finish.demock
#                         ^^^^^ string.unquoted.reason.demock
c = 1  # demock counts mocks
#        ^^^^^^ - keyword.other.directive.demock
