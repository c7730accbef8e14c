# Fork shares every page; the sum of RES is then twice what is used.
machine 64M
start server
map server data 16M
touch server data
free
fork server worker
free
top -b -n1 -o RES
# Each write copies one page.
touch worker data 8M
free
# After the worker's end the server owns its pages again.
exit worker
free
touch server data 1M
