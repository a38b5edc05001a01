import json

import websocket


def snapshot(url: str, symbol: str) -> dict:
    ws = websocket.create_connection(url, timeout=10)
    try:
        ws.send(json.dumps({"op": "snapshot", "symbol": symbol}))
        return json.loads(ws.recv())
    finally:
        ws.close()


def wait_for_completion(url: str, job: str) -> int:
    ws = websocket.create_connection(url)
    progress = 0
    while True:
        message = json.loads(ws.recv())
        if message["type"] == "progress":
            progress = message["value"]
        elif message["type"] == "error":
            ws.close()
            raise RuntimeError(message["text"])
        elif message["type"] == "done" and message["job"] == job:
            break
    ws.close()
    return progress


class Collector:
    def __init__(self, ws):
        self.ws = ws
        self.seen = []

    def run(self):
        while True:
            try:
                self.seen.append(self.ws.recv())
            except websocket.WebSocketTimeoutException:
                self.ws.ping()
                return "silent"
            except websocket.WebSocketConnectionClosedException:
                return "lost"

    def upload(self, data: bytes):
        self.ws.send_binary(len(data).to_bytes(4, "big"))
        self.ws.send_binary(data)
        self.ws.send("end")

    def report(self, text: str) -> bool:
        try:
            self.ws.send(text)
            return True
        except (websocket.WebSocketException, OSError):
            return False
