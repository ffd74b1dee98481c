#include "streams.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "inject.h"
#include "memory.h"

/* One moment of an event: a wait refers to the record that was the latest when the wait was queued. */
struct Ticket {
  int is_done;
};

struct Operation {
  enum { RUN, COPY, RECORD, WAIT } kind;
  const struct Kernel *kernel;
  struct Launch launch;
  Handle host, device;
  size_t bytes;
  struct Ticket *ticket;
  struct Operation *next;
};

struct Stream {
  struct Operation *first, *last;
  struct Stream *older, *newer;
};

struct Event {
  struct Ticket *ticket;
};

/* Per thread: a context, and so its streams, belong to one thread here. */
static __thread struct Stream *oldest, *newest;
static __thread int live;
/* Of the kernel that is to fail. */
static __thread long runs_before_fault;

Result stream_create(Handle *handle) {
  struct Stream *stream = calloc(1, sizeof *stream);
  stream->older = newest;
  if (newest) newest->newer = stream;
  else oldest = stream;
  newest = stream;
  live++;
  *handle = (Handle)(uintptr_t)stream;
  return SUCCESS;
}

Result stream_destroy(Handle handle) {
  struct Stream *stream = (struct Stream *)(uintptr_t)handle;
  if (stream->older) stream->older->newer = stream->newer;
  else oldest = stream->newer;
  if (stream->newer) stream->newer->older = stream->older;
  else newest = stream->older;
  while (stream->first) {
    struct Operation *next = stream->first->next;
    free(stream->first);
    stream->first = next;
  }
  free(stream);
  live--;
  return SUCCESS;
}

Result event_create(Handle *handle) {
  struct Event *event = calloc(1, sizeof *event);
  live++;
  *handle = (Handle)(uintptr_t)event;
  return SUCCESS;
}

Result event_destroy(Handle handle) {
  free((void *)(uintptr_t)handle); /* its tickets may still be waited for: they are a few bytes and stay */
  live--;
  return SUCCESS;
}

static struct Operation *append(Handle handle) {
  struct Stream *stream = (struct Stream *)(uintptr_t)handle;
  struct Operation *operation = calloc(1, sizeof *operation);
  if (stream->last) stream->last->next = operation;
  else stream->first = operation;
  stream->last = operation;
  return operation;
}

Result stream_launch(Handle stream, const struct Kernel *kernel, const struct Launch *launch) {
  struct Operation *operation = append(stream);
  operation->kind = RUN;
  operation->kernel = kernel;
  operation->launch = *launch;
  return SUCCESS;
}

Result stream_copy(Handle stream, Handle host, Handle device, size_t bytes) {
  struct Operation *operation = append(stream);
  operation->kind = COPY;
  operation->host = host;
  operation->device = device;
  operation->bytes = bytes;
  return SUCCESS;
}

Result stream_record(Handle stream, Handle event) {
  struct Operation *operation = append(stream);
  operation->kind = RECORD;
  operation->ticket = calloc(1, sizeof(struct Ticket));
  ((struct Event *)(uintptr_t)event)->ticket = operation->ticket;
  return SUCCESS;
}

Result stream_wait(Handle stream, Handle event) {
  struct Ticket *ticket = ((struct Event *)(uintptr_t)event)->ticket;
  if (!ticket) return SUCCESS; /* an event that was never recorded is complete */
  struct Operation *operation = append(stream);
  operation->kind = WAIT;
  operation->ticket = ticket;
  return SUCCESS;
}

static int can_run(const struct Stream *stream) {
  return stream->first && (stream->first->kind != WAIT || stream->first->ticket->is_done);
}

static struct Stream *choose(void) {
  const char *order = getenv("FAKE_CUDA_ORDER");
  if (order && strcmp(order, "last") == 0) {
    for (struct Stream *s = newest; s; s = s->older) if (can_run(s)) return s;
  } else {
    for (struct Stream *s = oldest; s; s = s->newer) if (can_run(s)) return s;
  }
  return NULL;
}

static Result run_kernel(const struct Operation *operation) {
  const char *name = operation->kernel->name;
  long hang_ms = injected("FAKE_CUDA_HANG", name);
  if (hang_ms) {
    const char *mark = getenv("FAKE_CUDA_HANG_FILE");
    FILE *file = mark ? fopen(mark, "w") : NULL;
    if (file) fclose(file);
    struct timespec pause = {hang_ms / 1000, hang_ms % 1000 * 1000000};
    nanosleep(&pause, NULL);
  }
  Result fault = (Result)injected("FAKE_CUDA_FAULT", name);
  if (fault && runs_before_fault++ >= injected_after("FAKE_CUDA_FAULT", name)) return fault;
  return operation->kernel->run(&operation->launch);
}

static Result run(const struct Operation *operation) {
  switch (operation->kind) {
    case RUN:
      return run_kernel(operation);
    case COPY: {
      const uint8_t *source = memory_at(operation->device, operation->bytes);
      if (!source) return ILLEGAL_ADDRESS;
      memcpy((void *)(uintptr_t)operation->host, source, operation->bytes);
      return SUCCESS;
    }
    case RECORD:
      operation->ticket->is_done = 1;
      return SUCCESS;
    default:
      return SUCCESS;
  }
}

/* Runs the one operation that the order chooses. */
static Result step(void) {
  struct Stream *stream = choose();
  if (!stream) return INVALID_VALUE; /* every stream waits for another */
  struct Operation *operation = stream->first;
  stream->first = operation->next;
  if (!stream->first) stream->last = NULL;
  Result result = run(operation);
  free(operation);
  return result;
}

Result stream_synchronize(Handle handle) {
  struct Stream *wanted = (struct Stream *)(uintptr_t)handle;
  Result result = SUCCESS;
  while (wanted->first && result == SUCCESS) result = step();
  return result;
}

Result event_synchronize(Handle handle) {
  struct Ticket *ticket = ((struct Event *)(uintptr_t)handle)->ticket;
  Result result = SUCCESS;
  while (ticket && !ticket->is_done && result == SUCCESS) result = step();
  return result;
}

int stream_live_handles(void) { return live; }
