#nullable enable
using System;
#if !NET
using System.Runtime.InteropServices;
#endif

namespace RnnGen
{
    /// <summary>Floats that never move, zero at first, from a 64-byte boundary on.</summary>
    /// <remarks>
    /// A span over them keeps them from being collected; a kernel, which has only pointers, leaves that to
    /// its caller (GC.KeepAlive).
    /// </remarks>
    internal sealed unsafe class AlignedMemory
    {
        private const int Alignment = 64;

        private readonly float[] array;
#if !NET
        private readonly GCHandle pin;
#endif

        public AlignedMemory(int floats)
        {
            var length = floats + Alignment / sizeof(float);
#if NET
            array = GC.AllocateArray<float>(length, pinned: true);
#else
            array = new float[length];
            pin = GCHandle.Alloc(array, GCHandleType.Pinned);
#endif
            fixed (float* start = array)
            {
                At = (float*)(((long)start + Alignment - 1) & -Alignment);
            }

            Floats = floats;
        }

#if !NET
        ~AlignedMemory()
        {
            // This runs also where the array could not be allocated.
            if (pin.IsAllocated)
            {
                pin.Free();
            }
        }

#endif
        public float* At { get; }

        public int Floats { get; }
    }
}
