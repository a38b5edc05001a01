import json
import unittest
from unittest import mock

import websocket

from app import Browser


class TestBrowser(unittest.TestCase):
    def setUp(self):
        self.ws = mock.MagicMock(spec=websocket.WebSocket)
        self.ws.connected = True
        self.browser = Browser(self.ws)

    def test_command(self):
        self.ws.recv.side_effect = [json.dumps({"event": "x"}), json.dumps({"id": 1, "result": {"a": 1}})]
        self.assertEqual(self.browser.command("DOM.enable"), {"a": 1})
        self.ws.send.assert_called_once_with(json.dumps({"id": 1, "method": "DOM.enable", "params": {}}))

    def test_open(self):
        self.ws.recv.side_effect = ['{"id": 1, "result": {}}', '{"id": 2, "result": {"frameId": "f"}}']
        self.assertEqual(self.browser.open("http://localhost"), "f")
        sent = [json.loads(c.args[0]) for c in self.ws.send.call_args_list]
        self.assertEqual([each["method"] for each in sent], ["Page.enable", "Page.navigate"])
        self.assertEqual(sent[1]["params"], {"url": "http://localhost"})

    def test_quit(self):
        self.browser.quit()
        self.ws.send.assert_called_once()
        self.ws.close.assert_called_once_with()
