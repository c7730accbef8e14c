# Shared memory is in RES and SHR of all who map it, once in shared, and in the cache though it cannot be dropped.
machine 64M
start postgres
map postgres buffers 16M shared
touch postgres buffers
fork postgres writer
fork postgres checkpointer
look writer buffers
look checkpointer buffers 8M
top -b -n1 -o RES
free
free -w
