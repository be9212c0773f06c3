#nullable enable

namespace RnnGen
{
    /// <summary>What a <see cref="NtmCell{TController}"/> remembers.</summary>
    /// <typeparam name="TController">What its controller remembers.</typeparam>
    public readonly struct NtmState<TController> : ICellState<NtmState<TController>>
        where TController : struct, ICellState<TController>
    {
        /// <summary>The state of the controller.</summary>
        public readonly TController Controller;

        /// <summary>
        /// The memory, [rows, M · N], column by column: what location i holds at place j is at j N + i.
        /// </summary>
        public readonly Tensor Memory;

        /// <summary>
        /// How much each head is at each location, [rows, heads · N]: the read heads, then the write heads.
        /// The numbers of each head are at least 0 and sum to 1.
        /// </summary>
        public readonly Tensor Weightings;

        /// <summary>What was read last, [rows, read heads · M].</summary>
        public readonly Tensor Reads;

        /// <summary>Initializes a state from its parts.</summary>
        public NtmState(TController controller, Tensor memory, Tensor weightings, Tensor reads)
        {
            Controller = controller;
            Memory = memory;
            Weightings = weightings;
            Reads = reads;
        }

        /// <inheritdoc/>
        public NtmState<TController> Zip<TOperation>(
            NtmState<TController> other, ref TOperation operation)
            where TOperation : struct, IStateOperation
        {
            return new NtmState<TController>(
                Controller.Zip(other.Controller, ref operation),
                operation.Apply(Memory, other.Memory),
                operation.Apply(Weightings, other.Weightings),
                operation.Apply(Reads, other.Reads));
        }
    }
}
