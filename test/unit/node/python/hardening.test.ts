import { expect, test } from "vitest";
import { hardeningFlags, parseNodeVersion } from "../../../../src/node/python/hardening";
import { HOSTED_PACKAGES } from "../../../../src/core/grader/hostedPackages";

test.each([
  ["20.19.0", "--experimental-permission"],
  ["22.12.0", "--experimental-permission"],
  ["22.13.0", "--permission"],
  ["23.4.0", "--experimental-permission"],
  ["23.5.0", "--permission"],
  ["24.0.0", "--permission"],
])("Node %s knows the permissions as %s", (version, flag) => {
  expect(hardeningFlags(parseNodeVersion(version)!, ["/a"])).toEqual([
    flag,
    "--allow-fs-read=/a",
    "--disallow-code-generation-from-strings",
    "--no-warnings",
  ]);
});

test("what is no version is none", () => {
  expect(parseNodeVersion("v22.1.0\n")).toEqual({ major: 22, minor: 1 });
  expect(parseNodeVersion("Python 3.11.7")).toBeUndefined();
  expect(parseNodeVersion("")).toBeUndefined();
});

test("each hosted package has its pinned version", () => {
  for (const pinned of Object.values(HOSTED_PACKAGES)) expect(pinned).toMatch(/^[a-z-]+ \d+(\.\d+)+$/);
});
