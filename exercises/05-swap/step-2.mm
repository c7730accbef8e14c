# 6 MB are written, and a third of the memory belongs to nobody else: some pages go to the swap device, and come back.
machine 8M swap 16M
start init -> pid 1
start job -> pid 2
map job data 6M -> 0x7ffff7800000
touch job data -> ok minflt 1536 majflt 0
free
                 total        used        free      shared  buff/cache   available
  Mem:            8192        6716        2016           0           0        1476
  Swap:          16384           0       16384
map job more 3M -> 0x7ffff7500000
touch job more -> ok minflt 768 majflt 0
free
                 total        used        free      shared  buff/cache   available
  Mem:            8192        7720         472           0           0         472
  Swap:          16384        1536       14848
look job data 1M -> ok minflt 0 majflt 256
vmstat
  procs -----------memory---------- ---swap-- -----io---- -system-- ------cpu-----
   r  b   swpd   free   buff  cache   si   so    bi    bo   in   cs us sy id wa st
   0  0   2592    504      0      0 102400 259200 102400 259200    0    0  0  0 100  0  0
