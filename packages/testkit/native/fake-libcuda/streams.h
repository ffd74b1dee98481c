/* Streams as queues: nothing runs before somebody synchronises, and then in one of the two extreme legal orders. */
#pragma once
#include "kernels.h"

/* FAKE_CUDA_ORDER=first runs the oldest stream as far ahead as its waits allow, =last the newest. */
Result stream_create(Handle *stream);
Result stream_destroy(Handle stream);
Result stream_launch(Handle stream, const struct Kernel *kernel, const struct Launch *launch);
Result stream_copy(Handle stream, Handle host, Handle device, size_t bytes);
Result stream_record(Handle stream, Handle event);
Result stream_wait(Handle stream, Handle event);
/* Runs what is queued until `stream` is empty. The result of the first failure. */
Result stream_synchronize(Handle stream);
Result event_create(Handle *event);
Result event_destroy(Handle event);
/* Runs what is queued until the latest record of `event` is reached. */
Result event_synchronize(Handle event);
/* Streams and events that exist. */
int stream_live_handles(void);
