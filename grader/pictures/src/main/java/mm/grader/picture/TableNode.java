package mm.grader.picture;

import java.util.List;

/**
 * A page table of a tree.
 *
 * @param level 1 for tables of pages, 4 for the root of x86-64
 * @param index the entry that it hangs on in the table above; 0 for the root
 * @param pfn its frame
 * @param used how many of its entries are not empty
 * @param large how many of these are huge pages, leaves of 2 MB
 * @param below the tables that hang on it; none at level 1
 */
public record TableNode(int level, int index, int pfn, int used, int large, List<TableNode> below) {}
