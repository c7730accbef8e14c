# The two screens of the lesson: a server with 1.8 GB, one processor, no swap, and procps 3.
machine 1877504K min 53352K procps 3
user 993 redis
kthread ksoftirqd/0 pid 7
run ksoftirqd/0 186238
start reset_db_root_p pid 7393
map reset_db_root_p lib 1868K file libc
look reset_db_root_p lib
map reset_db_root_p heap 10484K
touch reset_db_root_p heap 484K
run reset_db_root_p 1367359.82
running reset_db_root_p
start kdevtmpfsi pid 7443 user redis
map kdevtmpfsi heap 710032K
touch kdevtmpfsi heap 264892K
run kdevtmpfsi 96478.26
start barad_agent pid 12136
map barad_agent lib 2860K file libc
look barad_agent lib
map barad_agent heap 514304K
touch barad_agent heap 12376K
run barad_agent 6189.81
start redis2 pid 13603 user redis
map redis2 lib 700K file libc
look redis2 lib
map redis2 heap 729876K
touch redis2 heap 264652K
run redis2 82556.26
# The others: a database with shared memory, and the files that were read.
start mysqld pid 20000
map mysqld shm 19144K shared
touch mysqld shm
slab 8K
read /var/lib/mysql/ibdata1 248572K
map mysqld pool 1000000K
touch mysqld pool 988184K
wait 20000000
sample
run ksoftirqd/0 0.03
run reset_db_root_p 0.18
run kdevtmpfsi 0.74
run barad_agent 0.01
run redis2 0.74
wait 3.02
free
top -b -n1 -w 100 -p 7443,13603,7393,7,12136
