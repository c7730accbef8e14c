# The same numbers in other units.
machine 64M swap 16M
start init -> pid 1
start server -> pid 2
map server data 20M -> 0x7ffff6a00000
touch server data -> ok minflt 5120 majflt 0
free -b
                 total        used        free      shared  buff/cache   available
  Mem:        67108864    22605824    46075904           0           0    44503040
  Swap:       16777216           0    16777216
free -m
                 total        used        free      shared  buff/cache   available
  Mem:              64          21          43           0           0          42
  Swap:             16           0          16
free -h
                 total        used        free      shared  buff/cache   available
  Mem:            64Mi        21Mi        43Mi          0B          0B        42Mi
  Swap:           16Mi          0B        16Mi
free -h --si
                 total        used        free      shared  buff/cache   available
  Mem:             67M         22M         46M          0B          0B         44M
  Swap:            16M          0B         16M
