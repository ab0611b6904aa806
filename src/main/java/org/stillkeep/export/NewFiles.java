package org.stillkeep.export;

import java.util.List;

/**
 * What one step writes, when all of it is new.
 *
 * @param files each content before what is about it
 */
record NewFiles(Step step, List<NewFile> files) {}
