# The same processes in other orders, and some of them.
machine 64M
start init -> pid 1
start large -> pid 2
map large data 8M -> 0x7ffff7600000
touch large data 2M -> ok minflt 512 majflt 0
start small -> pid 3
map small data 4M -> 0x7ffff7a00000
touch small data 4M -> ok minflt 1024 majflt 0
top -b -n1 -o RES
  top - 12:00:00 up 0 min,  0 user,  load average: 0.00, 0.00, 0.00
  Tasks:   3 total,   0 running,   3 sleeping,   0 stopped,   0 zombie
  %Cpu(s):  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st
  MiB Mem :     64.0 total,     58.0 free,      7.5 used,      0.0 buff/cache
  MiB Swap:      0.0 total,      0.0 free,      0.0 used.     56.5 avail Mem
  
    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND
      3 root      20   0    4236   4096      0 S   0.0   6.2   0:00.00 small
      2 root      20   0    8332   2048      0 S   0.0   3.1   0:00.00 large
      1 root      20   0     140      0      0 S   0.0   0.0   0:00.00 init
top -b -n1 -o VIRT
  top - 12:00:00 up 0 min,  0 user,  load average: 0.00, 0.00, 0.00
  Tasks:   3 total,   0 running,   3 sleeping,   0 stopped,   0 zombie
  %Cpu(s):  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st
  MiB Mem :     64.0 total,     58.0 free,      7.5 used,      0.0 buff/cache
  MiB Swap:      0.0 total,      0.0 free,      0.0 used.     56.5 avail Mem
  
    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND
      2 root      20   0    8332   2048      0 S   0.0   3.1   0:00.00 large
      3 root      20   0    4236   4096      0 S   0.0   6.2   0:00.00 small
      1 root      20   0     140      0      0 S   0.0   0.0   0:00.00 init
top -b -n1 -o -PID
  top - 12:00:00 up 0 min,  0 user,  load average: 0.00, 0.00, 0.00
  Tasks:   3 total,   0 running,   3 sleeping,   0 stopped,   0 zombie
  %Cpu(s):  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st
  MiB Mem :     64.0 total,     58.0 free,      7.5 used,      0.0 buff/cache
  MiB Swap:      0.0 total,      0.0 free,      0.0 used.     56.5 avail Mem
  
    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND
      1 root      20   0     140      0      0 S   0.0   0.0   0:00.00 init
      2 root      20   0    8332   2048      0 S   0.0   3.1   0:00.00 large
      3 root      20   0    4236   4096      0 S   0.0   6.2   0:00.00 small
