#nullable enable

namespace RnnGen
{
    /// <summary>
    /// A vector register of a certain width. Kernels are written once against it, and compiled for each
    /// width: for a struct the compiler knows every call, and inlines it. All widths give the same bits,
    /// unless a kernel asks for <see cref="MultiplyAdd"/>.
    /// </summary>
    internal unsafe interface ILanes<V>
        where V : struct
    {
        int Count { get; }

        /// <summary>Whether every machine that runs this has 32 such registers, and not only 16.</summary>
        bool HasManyRegisters { get; }

        V Load(float* at);

        void Store(V x, float* at);

        /// <summary>Asks for a line of the cache before it is loaded: see <see cref="Simd.Line"/>.</summary>
        void Prefetch(float* at);

        V Fill(float x);

        V Add(V x, V y);

        V Subtract(V x, V y);

        V Multiply(V x, V y);

        V Divide(V x, V y);

        /// <summary>
        /// Computes x · y + z, rounded once where the machine does so in one go: not the same bits everywhere.
        /// </summary>
        V MultiplyAdd(V x, V y, V z);

        /// <summary>Gets the smaller; y where x is not a number.</summary>
        V Min(V x, V y);

        /// <summary>Gets the greater; y where x is not a number.</summary>
        V Max(V x, V y);

        /// <summary>
        /// Computes 2^n for n in [-126, 127], where shifted is n + <see cref="Functions.Shifter"/>.
        /// </summary>
        V PowerOfTwo(V shifted);

        /// <summary>
        /// Takes a normal number above 0 apart: 2^n m, where n is whole and m in [√½, √2).
        /// </summary>
        V Split(V x, out V n);
    }

    /// <summary>A kernel with its arguments. Fields are inputs first, results last.</summary>
    internal interface IKernel
    {
        void Run<L, V>()
            where L : struct, ILanes<V>
            where V : struct;
    }
}
