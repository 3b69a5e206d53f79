/**
 * What a diagnosis is made of: findings with their evidence, the verdict, and the words for them. Must not know how
 * they are found.
 */
package dev.plumbline.diagnose.finding;
