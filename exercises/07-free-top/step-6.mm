# What pmap shows of two processes that share a file and, after a fork, all that neither has written to since.
machine 64M
start init -> pid 1
start web -> pid 2
map web lib 2M file /usr/lib/libweb.so -> 0x7ffff7dff000
map web data 4M -> 0x7ffff7800000
look web lib 1M -> ok minflt 0 majflt 256
touch web data 2M -> ok minflt 512 majflt 0
fork web worker -> pid 3
touch worker data 512K -> ok minflt 128 majflt 0
pmap -x 3
  3:   worker
  Address           Kbytes     RSS   Dirty Mode  Mapping
  0000000000400000       4       0       0 r-x-- web
  0000000000601000       4       0       0 rw--- web
  00007ffff7800000    4096    2048    2048 rw---   [ anon ]
  00007ffff7dff000    2048       0       0 r---- libweb.so
  00007ffffffde000     132       0       0 rw---   [ stack ]
  ---------------- ------- ------- ------- 
  total kB            6284    2048    2048
ps -eo pid,rss,pss,uss,comm
    PID   RSS   PSS   USS COMMAND
      1     0     0     0 init
      2  3072  2304  1536 web
      3  2048  1280   512 worker
