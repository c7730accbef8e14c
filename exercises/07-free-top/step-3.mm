# What top shows of a process that has computed for five of ten seconds.
machine 64M
start init -> pid 1
start server -> pid 2
map server data 8M -> 0x7ffff7600000
touch server data 6M -> ok minflt 1536 majflt 0
run server 5
wait 10
top -b -n1
  top - 12:00:00 up 0 min,  0 user,  load average: 0.00, 0.00, 0.00
  Tasks:   2 total,   0 running,   2 sleeping,   0 stopped,   0 zombie
  %Cpu(s):  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st
  MiB Mem :     64.0 total,     58.0 free,      7.5 used,      0.0 buff/cache
  MiB Swap:      0.0 total,      0.0 free,      0.0 used.     56.5 avail Mem
  
    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND
      1 root      20   0     140      0      0 S   0.0   0.0   0:00.00 init
      2 root      20   0    8332   6144      0 S   0.0   9.4   0:05.00 server
