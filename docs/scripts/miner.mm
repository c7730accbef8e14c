# Find the process that eats the memory: a small server is slow, and its owner asks why.
machine 128M procps 4
user 993 redis
user 33 www-data
start systemd
start nginx user www-data
map nginx cache 8M
touch nginx cache 4M
start redis-server user redis
map redis-server data 20M
touch redis-server data 16M
start backup
read /srv/archive.tar 24M
# A crypto-miner came in through redis, and runs as its user. Its name looks like a kernel thread's.
start kdevtmpfsi user redis
map kdevtmpfsi scratchpad 900M
touch kdevtmpfsi scratchpad 60M
running kdevtmpfsi
wait 600
run kdevtmpfsi 520
sample
wait 3
run kdevtmpfsi 2.94
run nginx 0.03
# Step 1: is memory short? Free says little; available counts the cache that can go.
free -h
# Step 2: who uses the processor, and who the memory? RES tells, VIRT does not.
top -b -n1
top -b -n1 -o %MEM
ps -eo pid,user,vsz,rss,%mem,comm --sort=-rss
# Step 3: a kernel thread has no memory at all. This one has.
maps kdevtmpfsi
# Step 4: who would die if memory ran out now? The greatest score.
score nginx
score redis-server
score kdevtmpfsi
# The miner has protected itself: now the owner's database would die.
adj kdevtmpfsi -800
score kdevtmpfsi
score redis-server
# The owner protects the database, and takes the miner's protection away.
adj redis-server -500
adj kdevtmpfsi 0
map nginx burst 40M
touch nginx burst
free -h
top -b -n1 -o %MEM
