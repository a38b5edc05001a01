import json


class Browser:
    def __init__(self, ws):
        self.ws = ws
        self.next_id = 0

    def command(self, method: str, **params):
        self.next_id += 1
        self.ws.send(json.dumps({"id": self.next_id, "method": method, "params": params}))
        while True:
            answer = json.loads(self.ws.recv())
            if answer.get("id") == self.next_id:
                return answer["result"]

    def open(self, url: str):
        self.command("Page.enable")
        return self.command("Page.navigate", url=url)["frameId"]

    def quit(self):
        if self.ws.connected:
            self.ws.send(json.dumps({"method": "Browser.close"}))
            self.ws.close()
