/** The status page on loopback: what the agent does and needs, first-run set-up, pause and resume, drawn from the agent's status. */
package org.stillkeep.web;
