#nullable enable
using System;
using System.Runtime.InteropServices;

namespace RnnGen
{
    /// <summary>Floats outside the managed heap, zero at first, on a 64-byte boundary; freed with the last reference.</summary>
    /// <remarks>Who works on <see cref="At"/> keeps the owner reachable until done (GC.KeepAlive).</remarks>
    internal sealed unsafe class AlignedMemory
    {
        private const int Alignment = 64;

        private readonly void* allocated;

        public AlignedMemory(long floats)
        {
            Floats = floats;
            var bytes = checked((nint)(floats * sizeof(float)));
#if NET
            allocated = NativeMemory.AlignedAlloc((nuint)bytes, Alignment);
            At = (float*)allocated;
#else
            allocated = (void*)Marshal.AllocHGlobal(bytes + Alignment);
            At = (float*)(((long)allocated + Alignment - 1) & -Alignment);
#endif
            GC.AddMemoryPressure(Math.Max(1, bytes));
            for (long start = 0; start < floats; start += int.MaxValue)
            {
                new Span<float>(At + start, (int)Math.Min(int.MaxValue, floats - start)).Clear();
            }
        }

        ~AlignedMemory()
        {
#if NET
            NativeMemory.AlignedFree(allocated);
#else
            Marshal.FreeHGlobal((IntPtr)allocated);
#endif
            GC.RemoveMemoryPressure(Math.Max(1, Floats * sizeof(float)));
        }

        public float* At { get; }

        public long Floats { get; }
    }
}
