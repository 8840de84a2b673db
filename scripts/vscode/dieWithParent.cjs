// Preloaded into the server: when our process is gone, however it ended, its pipe closes, and the server's
// whole process group (extension hosts, their children) ends with it.
if (process.argv[1]?.endsWith("server-main.js")) {
  process.stdin.on("close", () => process.kill(0, "SIGKILL"));
  process.stdin.resume();
}
