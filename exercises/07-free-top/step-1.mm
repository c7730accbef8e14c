# What free shows of memory that processes, files and page tables use.
machine 64M swap 16M
start init -> pid 1
start server -> pid 2
map server data 8M -> 0x7ffff7600000
touch server data 6M -> ok minflt 1536 majflt 0
read /var/log/syslog 4M -> 1024 pages read
free
                 total        used        free      shared  buff/cache   available
  Mem:           65536        8992       55264           0        4096       56544
  Swap:          16384           0       16384
