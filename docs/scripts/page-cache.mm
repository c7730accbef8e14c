# Reading a file uses up free memory, but what is available hardly changes: cache can go.
machine 64M
start grep
free
read /var/log/syslog 24M
free
# The second time it comes from the cache.
read /var/log/syslog 24M
# Mapped file pages are the same pages again: SHR counts them, the machine does not.
map grep log 24M file /var/log/syslog
look grep log
free -w
top -b -n1
