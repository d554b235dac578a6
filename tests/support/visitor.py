"""A visitor of the app without a browser: what Streamlit's page says over its WebSocket."""

from __future__ import annotations

from http.cookies import SimpleCookie
from types import TracebackType
from urllib.request import Request, urlopen

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import FileUploaderState, FileURLsRequest, UploadedFileInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

XSRF = "_streamlit_xsrf"
_AGAIN = ForwardMsg.FINISHED_EARLY_FOR_RERUN
# Seconds in which the app has to say something; a busy machine is no fault.
PATIENCE = 600


class Visitor:
    """One session on one page of the app."""

    def __init__(self, url: str, page: str = "", origin: str | None = None) -> None:
        """Open the page. Raises websockets' InvalidStatus where the app refuses."""
        self._url, self._page = url, page
        with urlopen(f"{url}/_stcore/health") as got:
            cookie = SimpleCookie(got.headers.get("Set-Cookie", ""))
        self._xsrf = cookie[XSRF].value if XSRF in cookie else ""
        self._socket = connect(
            url.replace("http", "ws", 1) + "/_stcore/stream",
            origin=Origin(origin or url),
            additional_headers={"Cookie": f"{XSRF}={self._xsrf}"},
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
            compression=None,
        )
        self.widgets: dict[str, str] = {}
        self.said: list[str] = []
        self.wrong: list[str] = []
        self.run()

    def __enter__(self) -> Visitor:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave."""
        self._socket.close()

    def run(self, *states: WidgetState) -> None:
        """Have the page drawn with these widgets set; what it shows is in `said` and `wrong`."""
        self.said, self.wrong = [], []
        message = BackMsg()
        message.rerun_script.page_name = self._page
        message.rerun_script.widget_states.widgets.extend(states)
        self._socket.send(message.SerializeToString())
        while True:
            got = self._next()
            if got.WhichOneof("type") == "delta":
                self._take(got)
            elif got.WhichOneof("type") == "script_finished" and got.script_finished != _AGAIN:
                return

    def ask(self, question: str) -> None:
        """Put a question, and wait for the end of the answer."""
        state = WidgetState(id=self.widgets["chat_input"])
        state.chat_input_value.data = question
        self.run(state)

    def upload(self, name: str, data: bytes) -> None:
        """Add a file on the library page, and wait until it is taken in."""
        message = BackMsg(file_urls_request=FileURLsRequest(request_id="1", file_names=[name]))
        self._socket.send(message.SerializeToString())
        while (got := self._next()).WhichOneof("type") != "file_urls_response":
            pass
        (urls,) = got.file_urls_response.file_urls
        self._put(urls.upload_url, name, data)
        info = UploadedFileInfo(name=name, size=len(data), file_id=urls.file_id, file_urls=urls)
        state = WidgetState(id=self.widgets["file_uploader"])
        state.file_uploader_state_value.CopyFrom(FileUploaderState(uploaded_file_info=[info]))
        self.run(state)

    def _put(self, place: str, name: str, data: bytes) -> None:
        head = f'--cut\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
        request = Request(
            self._url + place, head.encode() + data + b"\r\n--cut--\r\n", method="PUT"
        )
        request.add_header("Content-Type", "multipart/form-data; boundary=cut")
        request.add_header("Cookie", f"{XSRF}={self._xsrf}")
        request.add_header("X-Xsrftoken", self._xsrf)
        with urlopen(request, timeout=PATIENCE):
            pass

    def _next(self) -> ForwardMsg:
        got = ForwardMsg()
        got.ParseFromString(self._socket.recv(PATIENCE, decode=False))
        return got

    def _take(self, got: ForwardMsg) -> None:
        element = got.delta.new_element
        kind = element.WhichOneof("type")
        if kind in ("chat_input", "file_uploader"):
            self.widgets[kind] = getattr(element, kind).id
        elif kind in ("markdown", "html"):
            self.said.append(element.markdown.body or element.html.body)
        elif kind == "alert" and element.alert.format == element.alert.ERROR:
            self.wrong.append(element.alert.body)
        elif kind == "exception":
            self.wrong.append(element.exception.message)
