import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "server/src/core/services/websocket/support"))

from real_socketio import open_socketio_server, socketio_pair  # noqa: E402, F401
from real_websocket import open_websocket_pair, real_websockets, websocket_client, websocket_pair  # noqa: E402, F401
from real_websockets import open_websockets_pair, open_websockets_server, websockets_pair  # noqa: E402, F401
from real_aiohttp_websocket import aiohttp_client_pair, aiohttp_pair, open_aiohttp_client_pair, open_aiohttp_pair  # noqa: E402, F401
from real_sync_websocket import open_sync_websocket_pair, sync_websocket_pair  # noqa: E402, F401

pytest_plugins = ["pytester"]
