#!/usr/bin/env python3
"""int8 matrix products by cuBLASLt (torch._int_mm) on the shapes of `pnpm bench:gpu`, to compare in the same hour on the
same GPU. Needs nothing but torch. Prints [{name, value, unit}] as JSON: median of 5 after 2 warm-ups."""

import json
import statistics
import sys

try:
    import torch
except ImportError:
    sys.exit("error: torch is not installed\nhint: pip install torch")

if not torch.cuda.is_available():
    sys.exit("error: torch sees no CUDA GPU\nhint: check nvidia-smi and CUDA_VISIBLE_DEVICES")

N = 16384
INNER_DIMENSIONS = (512, 1024, 2048, 4096)


def median_ms(work):
    """Median GPU time of one call, in milliseconds."""
    times = []
    for _ in range(7):
        start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        start.record()
        work()
        end.record()
        end.synchronize()
        times.append(start.elapsed_time(end))
    return statistics.median(times[2:])


results = []
for k in INNER_DIMENSIONS:
    a = torch.randint(-128, 128, (N, k), dtype=torch.int8, device="cuda")
    b = torch.randint(-128, 128, (N, k), dtype=torch.int8, device="cuda")
    ms = median_ms(lambda: torch._int_mm(a, b.t()))
    results.append({"name": f"torch._int_mm, n={N} K={k}", "value": 2 * N * N * k / ms / 1e9, "unit": "TOPS"})

source = torch.empty(2**31, dtype=torch.uint8, device="cuda")
target = torch.empty_like(source)
ms = median_ms(lambda: target.copy_(source))
results.append({"name": "copy within the GPU, read and write", "value": 2 * source.numel() / ms / 1e6, "unit": "GB/s"})
print(json.dumps(results, indent=2))
