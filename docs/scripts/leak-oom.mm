# A leak ends in somebody's death: the one with the most memory, not the one that asked last.
machine 64M
start init
start database
map database pool 24M
touch database pool
start leaky
map leaky heap 60M
touch leaky heap 20M
free
top -b -n1 -o RES
score database
score leaky
# Another process needs memory now. The greatest is killed, so the database dies of the leak.
start innocent
map innocent heap 20M
touch innocent heap
free
score leaky
# A protected service: the leak itself must die.
start database2
map database2 pool 10M
touch database2 pool
adj database2 -900
score database2
touch leaky heap 20M 20M
top -b -n1 -o RES
