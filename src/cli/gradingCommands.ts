// What grades, as one part of the build: each part that loads by itself is a file more in the package.
export { resumeCommand } from "./resumeCommand";
export { runCommand } from "./runCommand";
export { serveCommand } from "./serveCommand";
