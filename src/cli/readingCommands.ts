// What reads and grades nothing, as one part of the build: each part that loads by itself is a file more in the package.
export { importCommand } from "./importCommand";
export { packagesCommand } from "./packagesCommand";
export { preflightCommand } from "./preflightCommand";
export { validateCommand } from "./validateCommand";
