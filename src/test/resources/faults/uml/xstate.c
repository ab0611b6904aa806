/*
 * User Mode Linux 6.1 keeps 2,696 bytes of a processor's extended state, which is up to AVX-512. On processors that have more
 * (AMX: 11,008), Linux takes the whole or nothing (EFAULT), and UML ends in a panic at its first process. Preloaded into UML,
 * this hands it the part that it knows and leaves the rest, which nothing in there uses, as it is.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <stdarg.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/uio.h>

static char whole[65536]; /* UML has one thread that traces */

long ptrace(enum __ptrace_request request, ...) {
  static long (*linux_ptrace)(int, ...);
  if (!linux_ptrace) {
    linux_ptrace = (long (*)(int, ...)) dlsym(RTLD_NEXT, "ptrace");
  }
  va_list arguments;
  va_start(arguments, request);
  int pid = va_arg(arguments, int);
  void *address = va_arg(arguments, void *);
  void *data = va_arg(arguments, void *);
  va_end(arguments);
  int get = request == PTRACE_GETREGSET;
  if (address != (void *) NT_X86_XSTATE || (!get && request != PTRACE_SETREGSET)) {
    return linux_ptrace(request, pid, address, data);
  }
  struct iovec *known = data;
  struct iovec all = {whole, sizeof whole};
  long failed = linux_ptrace(PTRACE_GETREGSET, pid, address, &all);
  if (failed) {
    return failed;
  }
  size_t length = known->iov_len < all.iov_len ? known->iov_len : all.iov_len;
  if (get) {
    memcpy(known->iov_base, whole, length);
    known->iov_len = length;
    return 0;
  }
  memcpy(whole, known->iov_base, length);
  return linux_ptrace(PTRACE_SETREGSET, pid, address, &all);
}
