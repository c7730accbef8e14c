# Parent and child share pages that are on the swap device: a slot is free with its last use.
machine 8M swap 16M
start init -> pid 1
start parent -> pid 2
map parent data 4M -> 0x7ffff7a00000
touch parent data -> ok minflt 1024 majflt 0
fork parent child -> pid 3
map parent more 6M -> 0x7ffff7400000
touch parent more -> ok minflt 1536 majflt 0
free
                 total        used        free      shared  buff/cache   available
  Mem:            8192        7708         484           0           0         484
  Swap:          16384        2592       13792
look child data 2M -> ok minflt 0 majflt 512
touch child data 1M -> ok minflt 256 majflt 0
free
                 total        used        free      shared  buff/cache   available
  Mem:            8192        7708         484           0           0         484
  Swap:          16384        5664       10720
exit child
exit parent
free
                 total        used        free      shared  buff/cache   available
  Mem:            8192         548        8184           0           0        7644
  Swap:          16384           0       16384
