"""The real web servers, as tests use them: each serves one folder on a port of this machine, and is stopped again."""

import http.client
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from writers.redirects.nginx import SERVER_LINES

NGINX = """daemon off; master_process off; pid {work}/nginx.pid; error_log {work}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off; types {{ text/html html; }}
  client_body_temp_path {work}/a; proxy_temp_path {work}/b; fastcgi_temp_path {work}/c;
  uwsgi_temp_path {work}/d; scgi_temp_path {work}/e;
  include {redirects};
  server {{ listen 127.0.0.1:{port}; root {root}; {lines} }}
}}
"""
APACHE = """ServerRoot {work}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {work}/apache.pid
ErrorLog {work}/error.log
DefaultRuntimeDir {work}
Mutex pthread
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule rewrite_module {modules}/mod_rewrite.so
TypesConfig /dev/null
AddType text/html .html
DirectoryIndex index.html
DocumentRoot {root}
<Directory {root}>
AllowOverride FileInfo
Require all granted
</Directory>
"""
CADDY = """{{
admin off
auto_https off
}}
http://127.0.0.1:{port} {{
root * "{root}"
import {redirects}
file_server
}}
"""
APACHE_MODULES = Path("/usr/lib/apache2/modules")


@dataclass(frozen=True)
class Server:
    """A server that answers on a port of this machine."""

    port: int

    def get(self, target: str) -> tuple[int, str]:
        """The status of a request target as it stands, and where it leads."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.putrequest("GET", target)
        connection.endheaders()
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, answer.getheader("Location", "")

    def follow(self, target: str) -> tuple[list[int], str]:
        """The statuses on the way from a target to a page, and the path of that page, with its fragment."""
        statuses = []
        fragment = ""
        for _ in range(5):
            status, location = self.get(target)
            statuses.append(status)
            if status not in (301, 302, 307, 308):
                break
            parts = urlsplit(location)
            target, fragment = parts.path, parts.fragment or fragment
        return statuses, target + (f"#{fragment}" if fragment else "")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(name: str, root: Path, redirects: Path, work: Path) -> Iterator[Server]:
    """One of nginx, apache and caddy over a folder, with a file of redirects (Apache's stands in the folder)."""
    port = _free_port()
    work.mkdir()
    config = work / "Caddyfile"
    template = {"nginx": NGINX, "apache": APACHE, "caddy": CADDY}[name]
    config.write_text(
        template.format(
            work=work, port=port, root=root, redirects=redirects, modules=APACHE_MODULES, lines=" ".join(SERVER_LINES)
        ),
        "utf-8",
    )
    command = {
        "nginx": ["nginx", "-c", config, "-p", work],
        "apache": ["apache2", "-f", config, "-D", "FOREGROUND"],
        "caddy": ["caddy", "run", "--config", config, "--adapter", "caddyfile"],
    }[name]
    log = work / "output.log"
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": str(work)}
    with log.open("wb") as output:
        process = subprocess.Popen([str(each) for each in command], stdout=output, stderr=output, env=environment)
        try:
            server = Server(port)
            _wait_for(server, process, log)
            yield server
        finally:
            process.terminate()
            process.wait(30)


def _wait_for(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        try:
            server.get("/")
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise AssertionError(f"the server does not answer: {log.read_text(errors='replace')[-2000:]}")


def is_installed(name: str) -> bool:
    """Whether a server is on this machine."""
    program = {"nginx": "nginx", "apache": "apache2", "caddy": "caddy"}[name]
    return shutil.which(program, path="/usr/sbin:/usr/bin:/sbin:/bin") is not None
