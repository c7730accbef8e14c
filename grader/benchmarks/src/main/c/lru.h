/*
 * Exact LRU by links in arrays of int, for the peers that include it: pages are numbered from 1 to MOST, which they
 * define, and HEAD begins and ends the ring. A page that is not in memory has NONE for its older neighbour.
 */
enum { HEAD = 0, NONE = -1 };

static int older[MOST + 1], younger[MOST + 1];

/* Uses a page; tells whether it was missing. Of this many frames, size are in use. */
static inline int use(int page, int frames, int *size)
{
    int missing = older[page] == NONE;
    if (!missing) {
        younger[older[page]] = younger[page];
        older[younger[page]] = older[page];
    } else if (*size == frames) {
        int victim = younger[HEAD];
        younger[HEAD] = younger[victim];
        older[younger[victim]] = HEAD;
        older[victim] = NONE;
    } else
        ++*size;
    older[page] = older[HEAD];
    younger[page] = HEAD;
    younger[older[HEAD]] = page;
    older[HEAD] = page;
    return missing;
}
