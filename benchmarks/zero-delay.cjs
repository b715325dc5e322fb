// Loaded before wordpress-export-to-markdown 2, which waits 25 ms between two files: the delays become zero.
const settings = require(require("path").join(process.env.PEER_FOLDER, "src", "settings.js"));
settings.markdown_file_write_delay = 0;
settings.image_file_request_delay = 0;
