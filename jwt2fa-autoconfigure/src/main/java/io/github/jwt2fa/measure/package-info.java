/**
 * Where the rooms let themselves be measured. Without metrics nothing is.
 */
@NullMarked
package io.github.jwt2fa.measure;

import org.jspecify.annotations.NullMarked;
