/**
 * What of Emscripten's JavaScript stays open to Python once it is loaded: a file system in memory, the clock,
 * memory and signals. Everything else that Python's machine imports, that `dlsym` could look up or a side module
 * could import, is shut (gates.ts). Emscripten's own names.
 */
const FILE_SYSTEM = [
  ..."chdir chmod dup dup3 faccessat fadvise64 fallocate fchdir fchmod fchmodat2 fchown32 fchownat fcntl64".split(
    " ",
  ),
  ..."fdatasync fstat64 fstatfs64 ftruncate64 getcwd getdents64 getuid32_js ioctl lstat64 mkdirat mknodat".split(
    " ",
  ),
  ..."newfstatat openat pipe poll readlinkat renameat rmdir stat64 statfs64 symlinkat truncate64 umask_js".split(
    " ",
  ),
  ..."unlinkat utimensat".split(" "),
].map((name) => `__syscall_${name}`);

const DESCRIPTORS = "fd_close fd_fdstat_get fd_pread fd_pwrite fd_read fd_seek fd_sync fd_write".split(" ");

const CLOCK = [
  ..."_gmtime_js _localtime_js _mktime_js _timegm_js _tzset_js clock_res_get clock_time_get".split(" "),
  ..."emscripten_date_now emscripten_get_now".split(" "),
];

const MEMORY = "_mmap_js _msync_js _munmap_js emscripten_get_heap_max emscripten_resize_heap".split(" ");

/** Calls between functions of Python's own, and the interrupt that ends a grade at its limit. */
const CALLS = "_PyEM_TrampolineCall_JS _Py_CheckEmscriptenSignals_Helper __call_sighandler".split(" ");

/** Made-up variables, random bytes, and two questions that are asked before a socket or a promise is touched. */
const REST = "environ_get environ_sizes_get random_get can_run_sync_js _try_fcntl64".split(" ");

export const OPEN_IMPORTS: ReadonlySet<string> = new Set([
  ...FILE_SYSTEM,
  ...DESCRIPTORS,
  ...CLOCK,
  ...MEMORY,
  ...CALLS,
  ...REST,
]);

/** "Operation not permitted", as Emscripten's C library numbers errors. */
const EPERM = 63;
/** "Name does not resolve", of `getaddrinfo`. */
const EAI_FAIL = -4;

/**
 * What honest graders run into is refused as an operating system refuses, so that Python raises an exception
 * with words; whatever else is shut ends the child.
 */
export const REFUSALS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    "accept4 bind connect getpeername getsockname getsockopt listen recvfrom recvmsg sendmsg sendto socket"
      .split(" ")
      .map((name) => [`__syscall_${name}`, -EPERM]),
  ),
  getaddrinfo: EAI_FAIL,
  getnameinfo: EAI_FAIL,
  getprotobyname: 0,
  _setitimer_js: -EPERM,
  _emscripten_system: -EPERM,
  // No library is opened, and no function of another language found by its name.
  _dlopen_js: 0,
  _dlsym_js: 0,
};
