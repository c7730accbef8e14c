# The leak is the largest when memory is full, so the leak dies, and everybody else goes on.
machine 32M
start init -> pid 1
start service -> pid 2
map service data 6M -> 0x7ffff7800000
touch service data -> ok minflt 1536 majflt 0
start leak -> pid 3
map leak heap 60M -> 0x7ffff4200000
touch leak heap -> killed minflt 6451 majflt 0
  Tasks state (memory values in pages):
  [  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj name
  [      2]     0     2     1571     1536     1536        0         0    20480        0             0 service
  [      3]     0     3    15395     6451     6451        0         0    61440        0             0 leak
  Out of memory: Killed process 3 (leak) total-vm:61580kB, anon-rss:25804kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:60kB oom_score_adj:0
score service -> oom_score 792
free
                 total        used        free      shared  buff/cache   available
  Mem:           32768        7260       26592           0           0       25508
  Swap:              0           0           0
# Protect the largest, and somebody else dies.
start vault -> pid 4
map vault data 12M -> 0x7ffff7200000
touch vault data -> ok minflt 3072 majflt 0
adj vault -1000
start next -> pid 5
map next heap 60M -> 0x7ffff4200000
touch next heap -> killed minflt 3376 majflt 0
  Tasks state (memory values in pages):
  [  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj name
  [      2]     0     2     1571     1536     1536        0         0    20480        0             0 service
  [      4]     0     4     3107     3072     3072        0         0    32768        0         -1000 vault
  [      5]     0     5    15395     3376     3376        0         0    36864        0             0 next
  Out of memory: Killed process 5 (next) total-vm:61580kB, anon-rss:13504kB, file-rss:0kB, shmem-rss:0kB, UID:0 pgtables:36kB oom_score_adj:0
free
                 total        used        free      shared  buff/cache   available
  Mem:           32768       19584       14268           0           0       13184
  Swap:              0           0           0
