import json

import websocket


class Feed:
    def __init__(self, symbols):
        self.symbols = symbols
        self.prices = {}
        self.lost = False

    def start(self, url):
        app = websocket.WebSocketApp(url, on_open=self.on_open, on_message=self.on_message)
        app.run_forever()

    def on_open(self, ws: websocket.WebSocketApp):
        for symbol in self.symbols:
            ws.send(json.dumps({"subscribe": symbol}))

    def on_message(self, ws, text):
        message = json.loads(text)
        if message["type"] == "price":
            self.prices[message["symbol"]] = message["price"]
        elif message["type"] == "ping":
            ws.send(json.dumps({"type": "pong", "id": message["id"]}))
        elif message["type"] == "end":
            ws.close()

    def upload(self, ws, data):
        ws.send(data, websocket.ABNF.OPCODE_BINARY)

    def leave(self, ws):
        try:
            ws.send("bye")
        except (websocket.WebSocketException, OSError):
            self.lost = True
