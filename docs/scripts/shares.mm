# Three processes that share most of their memory: whose is it?
machine 64M
start init
start web
map web lib 2M file /usr/lib/libweb.so
map web data 8M
look web lib 2M
touch web data 4M
# Two children: nothing is copied, and everything is shared.
fork web one
fork web two
touch one data 1M
pmap -x 2
pmap -x 3
# RES counts a page once for each process, PSS once in all; USS is what a process's end would give back.
ps -eo pid,rss,pss,uss,comm
exit two
ps -eo pid,rss,pss,uss,comm
free
