"""Numbers of system calls that right answers make, with Keras, NumPy, SciPy and pandas.

Besides the recorded calls, the list has those that other versions of the kernel and of the C
library use instead. Each line holds a name and its numbers on x86_64 and on aarch64 ("-" where
there is none), from the kernel's asm/unistd_64.h and asm-generic/unistd.h.
"""

from __future__ import annotations

_ALLOWED = """
# Files, which Landlock confines
read 0 63; write 1 64; readv 19 65; writev 20 66; pread64 17 67; pwrite64 18 68; preadv 295 69;
pwritev 296 70; preadv2 327 286; pwritev2 328 287; open 2 -; openat 257 56; creat 85 -;
close 3 57; close_range 436 436; lseek 8 62; stat 4 -; fstat 5 80; lstat 6 -; newfstatat 262 79;
statx 332 291; access 21 -; faccessat 269 48; faccessat2 439 439; statfs 137 43; fstatfs 138 44;
getdents 78 -; getdents64 217 61; getcwd 79 17; chdir 80 49; fchdir 81 50; mkdir 83 -;
mkdirat 258 34; rmdir 84 -; unlink 87 -; unlinkat 263 35; rename 82 -; renameat 264 38;
renameat2 316 276; link 86 -; linkat 265 37; symlink 88 -; symlinkat 266 36; readlink 89 -;
readlinkat 267 78; chmod 90 -; fchmod 91 52; fchmodat 268 53; fchmodat2 452 452; chown 92 -;
fchown 93 55; lchown 94 -; fchownat 260 54; umask 95 166; utime 132 -; utimes 235 -;
futimesat 261 -; utimensat 280 88; truncate 76 45; ftruncate 77 46; fallocate 285 47;
fadvise64 221 223; fsync 74 82; fdatasync 75 83; sync_file_range 277 84; copy_file_range 326 285;
sendfile 40 71; splice 275 76; tee 276 77; getxattr 191 8; lgetxattr 192 9; fgetxattr 193 10;
listxattr 194 11; llistxattr 195 12; flistxattr 196 13; dup 32 23; dup2 33 -; dup3 292 24;
pipe 22 -; pipe2 293 59;
# A process's own memory
mprotect 10 226; munmap 11 215; brk 12 214; mremap 25 216; msync 26 227; mincore 27 232;
madvise 28 233; mbind 237 235; set_mempolicy 238 237; get_mempolicy 239 236;
pkey_mprotect 329 288; pkey_alloc 330 289; pkey_free 331 290; membarrier 324 283;
munlock 150 229; mseal 462 462; map_shadow_stack 453 453;
# Threads, signals and time
exit 60 93; exit_group 231 94; wait4 61 260; waitid 247 95; futex 202 98; futex_waitv 449 449;
futex_wake 454 454; futex_wait 455 455; futex_requeue 456 456; set_robust_list 273 99;
get_robust_list 274 100; set_tid_address 218 96; rseq 334 293; restart_syscall 219 128;
gettid 186 178; getpid 39 172; getppid 110 173; kill 62 129; tkill 200 130; tgkill 234 131;
pause 34 -; rt_sigaction 13 134; rt_sigprocmask 14 135; rt_sigreturn 15 139;
rt_sigpending 127 136; rt_sigtimedwait 128 137; rt_sigqueueinfo 129 138;
rt_tgsigqueueinfo 297 240; rt_sigsuspend 130 133; sigaltstack 131 132; signalfd 282 -;
signalfd4 289 74; alarm 37 -; getitimer 36 102; setitimer 38 103; timer_create 222 107;
timer_settime 223 110; timer_gettime 224 108; timer_getoverrun 225 109; timer_delete 226 111;
timerfd_create 283 85; timerfd_settime 286 86; timerfd_gettime 287 87; nanosleep 35 101;
clock_nanosleep 230 115; clock_gettime 228 113; clock_getres 229 114; gettimeofday 96 169;
time 201 -; times 100 153; sched_yield 24 124; sched_getaffinity 204 123; sched_getparam 143 121;
sched_setparam 142 118; sched_getscheduler 145 120; sched_setscheduler 144 119;
sched_getattr 315 275; sched_get_priority_max 146 125; sched_get_priority_min 147 126;
sched_rr_get_interval 148 127; getpriority 140 141; setpriority 141 140; getcpu 309 168;
arch_prctl 158 -;
# Waiting, and sockets without a network
poll 7 -; ppoll 271 73; select 23 -; pselect6 270 72; epoll_create 213 -; epoll_create1 291 20;
epoll_ctl 233 21; epoll_wait 232 -; epoll_pwait 281 22; epoll_pwait2 441 441; eventfd 284 -;
eventfd2 290 19; connect 42 203; accept 43 202; accept4 288 242; bind 49 200; listen 50 201;
shutdown 48 210; sendto 44 206; recvfrom 45 207; sendmsg 46 211; recvmsg 47 212;
sendmmsg 307 269; recvmmsg 299 243; getsockname 51 204; getpeername 52 205; setsockopt 54 208;
getsockopt 55 209;
# Questions about oneself and the machine
getuid 102 174; geteuid 107 175; getgid 104 176; getegid 108 177; getresuid 118 148;
getresgid 120 150; getgroups 115 158; getpgid 121 155; getpgrp 111 -; getsid 124 156;
setsid 112 157; setpgid 109 154; capget 125 90; uname 63 160; sysinfo 99 179; getrusage 98 165;
getrlimit 97 163; setrlimit 160 164; prlimit64 302 261; getrandom 318 278;
"""

# Whether these are allowed depends on their arguments.
_DEPENDING = """
clone 56 220; clone3 435 435; fcntl 72 25; flock 73 32; ioctl 16 29; mmap 9 222; prctl 157 167;
socket 41 198; socketpair 53 199;
"""

# Numbers from here on are the same on all machines. A C library that finds one missing does
# without it.
FIRST_COMMON = 424

MACHINES = ("x86_64", "aarch64")


def _read(table: str, machine: str) -> dict[str, int]:
    rows = [line for line in table.splitlines() if not line.startswith("#")]
    entries = [entry.split() for entry in " ".join(rows).split(";") if entry.strip()]
    column = 1 + MACHINES.index(machine)
    return {entry[0]: int(entry[column]) for entry in entries if entry[column] != "-"}


def allowed(machine: str) -> dict[str, int]:
    """Return the numbers of the calls that are allowed on ``machine``, by name."""
    return _read(_ALLOWED, machine)


def depending(machine: str) -> dict[str, int]:
    """Return the numbers of the calls that are allowed with some arguments only, by name."""
    return _read(_DEPENDING, machine)
