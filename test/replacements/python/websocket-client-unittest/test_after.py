import json
import unittest

from app import Browser
from real_sync_websocket import SyncWebSocketPairs


class TestBrowser(SyncWebSocketPairs, unittest.TestCase):
    def setUp(self):
        self.ws, self.ws_server = self.open_sync_websocket_pair()
        self.browser = Browser(self.ws)

    def test_command(self):
        self.ws_server.script([json.dumps({"event": "x"}), json.dumps({"id": 1, "result": {"a": 1}})])
        self.assertEqual(self.browser.command("DOM.enable"), {"a": 1})
        assert self.ws_server.received_raw() == [json.dumps({"id": 1, "method": "DOM.enable", "params": {}})]

    def test_open(self):
        self.ws_server.script(['{"id": 1, "result": {}}', '{"id": 2, "result": {"frameId": "f"}}'])
        self.assertEqual(self.browser.open("http://localhost"), "f")
        sent = [json.loads(c) for c in self.ws_server.received_raw()]
        self.assertEqual([each["method"] for each in sent], ["Page.enable", "Page.navigate"])
        self.assertEqual(sent[1]["params"], {"url": "http://localhost"})

    def test_quit(self):
        self.browser.quit()
        assert len(self.ws_server.received_raw()) == 1
        self.ws_server.expect_close(1000, b"", once=True)
